;; Adam, fused by hand: one pass over memory, four float32 lanes at a time, in place.
;;
;;   m = b1 m + (1 - b1) g
;;   v = b2 v + (1 - b2) g g
;;   p = p + (m c1 / (sqrt(v c2 + epsRoot) + eps)) (-lr)
;;
;; c1 and c2 are the reciprocals of the bias corrections. Every operation rounds to float32 and nothing is contracted.
;; The arrays are padded with zeros to sixteen elements, on which the update is zero, so there is no tail. Between "four
;; times" and "end" stands the arithmetic of one vector; assemble.js unrolls it, which is worth about a tenth.
(module
  (import "arena" "memory" (memory 0))

  (func (export "adam")
    (param $p i32) (param $g i32) (param $m i32) (param $v i32) (param $bytes i32)
    (param $b1 f32) (param $oneMinusB1 f32) (param $b2 f32) (param $oneMinusB2 f32)
    (param $c1 f32) (param $c2 f32) (param $eps f32) (param $epsRoot f32) (param $negLr f32)
    (local $end i32)
    (local $b1s v128) (local $oneMinusB1s v128) (local $b2s v128) (local $oneMinusB2s v128)
    (local $c1s v128) (local $c2s v128) (local $epss v128) (local $epsRoots v128) (local $negLrs v128)
    (local $g4 v128) (local $m4 v128) (local $v4 v128)

    (local.set $b1s (f32x4.splat (local.get $b1)))
    (local.set $oneMinusB1s (f32x4.splat (local.get $oneMinusB1)))
    (local.set $b2s (f32x4.splat (local.get $b2)))
    (local.set $oneMinusB2s (f32x4.splat (local.get $oneMinusB2)))
    (local.set $c1s (f32x4.splat (local.get $c1)))
    (local.set $c2s (f32x4.splat (local.get $c2)))
    (local.set $epss (f32x4.splat (local.get $eps)))
    (local.set $epsRoots (f32x4.splat (local.get $epsRoot)))
    (local.set $negLrs (f32x4.splat (local.get $negLr)))

    (local.set $end (i32.add (local.get $p) (local.get $bytes)))
    (if (i32.eqz (local.get $bytes)) (then (return)))

    (loop $next
      ;; four times
      (local.set $g4 (v128.load offset=0 (local.get $g)))
      (local.set $m4
        (f32x4.add
          (f32x4.mul (local.get $b1s) (v128.load offset=0 (local.get $m)))
          (f32x4.mul (local.get $oneMinusB1s) (local.get $g4))))
      (local.set $v4
        (f32x4.add
          (f32x4.mul (local.get $b2s) (v128.load offset=0 (local.get $v)))
          (f32x4.mul (local.get $oneMinusB2s) (f32x4.mul (local.get $g4) (local.get $g4)))))
      (v128.store offset=0 (local.get $m) (local.get $m4))
      (v128.store offset=0 (local.get $v) (local.get $v4))
      (v128.store offset=0 (local.get $p)
        (f32x4.add
          (v128.load offset=0 (local.get $p))
          (f32x4.mul
            (f32x4.div
              (f32x4.mul (local.get $m4) (local.get $c1s))
              (f32x4.add
                (f32x4.sqrt (f32x4.add (f32x4.mul (local.get $v4) (local.get $c2s)) (local.get $epsRoots)))
                (local.get $epss)))
            (local.get $negLrs))))
      ;; end

      (local.set $g (i32.add (local.get $g) (i32.const 64)))
      (local.set $m (i32.add (local.get $m) (i32.const 64)))
      (local.set $v (i32.add (local.get $v) (i32.const 64)))
      (br_if $next
        (i32.ne (local.tee $p (i32.add (local.get $p) (i32.const 64))) (local.get $end))))))
