;; Clipping by global norm, then AdamW, fused by hand: one pass that reads the gradients for their norm, and one in place
;; over everything.
;;
;;   g = g factor                                  (factor = norm > max ? max / norm : 1, worked out by the caller)
;;   m = b1 m + (1 - b1) g
;;   v = b2 v + (1 - b2) g g
;;   p = p + (m c1 / (sqrt(v c2 + epsRoot) + eps) + wd p) (-lr)
;;
;; The arrays are padded with zeros to sixteen elements, so neither pass has a tail. Between "four times" and "end" stands
;; the arithmetic of one vector, which assemble.js unrolls.
(module
  (import "arena" "memory" (memory 0))

  ;; The sum of squares in float64: element i goes to lane i mod 16, and the lanes are added pairwise at the end.
  (func (export "sumOfSquares") (param $g i32) (param $bytes i32) (result f64)
    (local $end i32)
    (local $x v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $a4 v128) (local $a5 v128) (local $a6 v128) (local $a7 v128)

    (local.set $end (i32.add (local.get $g) (local.get $bytes)))
    (if (i32.eqz (local.get $bytes)) (then (return (f64.const 0))))

    (loop $next
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $g))))
      (local.set $a0 (f64x2.add (local.get $a0) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $g))))
      (local.set $a1 (f64x2.add (local.get $a1) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $g))))
      (local.set $a2 (f64x2.add (local.get $a2) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $g))))
      (local.set $a3 (f64x2.add (local.get $a3) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=32 (local.get $g))))
      (local.set $a4 (f64x2.add (local.get $a4) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=40 (local.get $g))))
      (local.set $a5 (f64x2.add (local.get $a5) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=48 (local.get $g))))
      (local.set $a6 (f64x2.add (local.get $a6) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=56 (local.get $g))))
      (local.set $a7 (f64x2.add (local.get $a7) (f64x2.mul (local.get $x) (local.get $x))))
      (br_if $next
        (i32.ne (local.tee $g (i32.add (local.get $g) (i32.const 64))) (local.get $end))))

    (local.set $x
      (f64x2.add
        (f64x2.add
          (f64x2.add (local.get $a0) (local.get $a1))
          (f64x2.add (local.get $a2) (local.get $a3)))
        (f64x2.add
          (f64x2.add (local.get $a4) (local.get $a5))
          (f64x2.add (local.get $a6) (local.get $a7)))))
    (f64.add (f64x2.extract_lane 0 (local.get $x)) (f64x2.extract_lane 1 (local.get $x))))

  (func (export "clipAdamw")
    (param $p i32) (param $g i32) (param $m i32) (param $v i32) (param $bytes i32)
    (param $factor f32)
    (param $b1 f32) (param $oneMinusB1 f32) (param $b2 f32) (param $oneMinusB2 f32)
    (param $c1 f32) (param $c2 f32) (param $eps f32) (param $epsRoot f32) (param $wd f32) (param $negLr f32)
    (local $end i32)
    (local $factors v128) (local $b1s v128) (local $oneMinusB1s v128) (local $b2s v128) (local $oneMinusB2s v128)
    (local $c1s v128) (local $c2s v128) (local $epss v128) (local $epsRoots v128) (local $wds v128) (local $negLrs v128)
    (local $g4 v128) (local $m4 v128) (local $v4 v128) (local $p4 v128)

    (local.set $factors (f32x4.splat (local.get $factor)))
    (local.set $b1s (f32x4.splat (local.get $b1)))
    (local.set $oneMinusB1s (f32x4.splat (local.get $oneMinusB1)))
    (local.set $b2s (f32x4.splat (local.get $b2)))
    (local.set $oneMinusB2s (f32x4.splat (local.get $oneMinusB2)))
    (local.set $c1s (f32x4.splat (local.get $c1)))
    (local.set $c2s (f32x4.splat (local.get $c2)))
    (local.set $epss (f32x4.splat (local.get $eps)))
    (local.set $epsRoots (f32x4.splat (local.get $epsRoot)))
    (local.set $wds (f32x4.splat (local.get $wd)))
    (local.set $negLrs (f32x4.splat (local.get $negLr)))

    (local.set $end (i32.add (local.get $p) (local.get $bytes)))
    (if (i32.eqz (local.get $bytes)) (then (return)))

    (loop $next
      ;; four times
      (local.set $g4 (f32x4.mul (v128.load offset=0 (local.get $g)) (local.get $factors)))
      (local.set $p4 (v128.load offset=0 (local.get $p)))
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
          (local.get $p4)
          (f32x4.mul
            (f32x4.add
              (f32x4.div
                (f32x4.mul (local.get $m4) (local.get $c1s))
                (f32x4.add
                  (f32x4.sqrt (f32x4.add (f32x4.mul (local.get $v4) (local.get $c2s)) (local.get $epsRoots)))
                  (local.get $epss)))
              (f32x4.mul (local.get $wds) (local.get $p4)))
            (local.get $negLrs))))
      ;; end

      (local.set $g (i32.add (local.get $g) (i32.const 64)))
      (local.set $m (i32.add (local.get $m) (i32.const 64)))
      (local.set $v (i32.add (local.get $v) (i32.const 64)))
      (br_if $next
        (i32.ne (local.tee $p (i32.add (local.get $p) (i32.const 64))) (local.get $end))))))
