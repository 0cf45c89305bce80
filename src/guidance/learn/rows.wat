;; Sums over rows of a matrix of 32-bit numbers, four at a time. A list names the rows and gives each a weight; `wide` is a multiple of 4.
(module
  (memory (import "bench" "memory") 1)

  ;; sums += weight * row, for every row of the list
  (func (export "add") (param $sums i32) (param $wide i32) (param $rows i32) (param $ids i32) (param $weights i32) (param $count i32)
    (local $last i32) (local $row i32) (local $at i32) (local $stop i32) (local $weight v128)
    (local.set $last (i32.add (local.get $ids) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $stop (i32.add (local.get $sums) (i32.shl (local.get $wide) (i32.const 2))))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $ids) (local.get $last)))
      (local.set $row (i32.add (local.get $rows) (i32.shl (i32.mul (i32.load (local.get $ids)) (local.get $wide)) (i32.const 2))))
      (local.set $weight (f32x4.splat (f32.load (local.get $weights))))
      (local.set $at (local.get $sums))
      (loop $four
        (v128.store (local.get $at) (f32x4.add (v128.load (local.get $at)) (f32x4.mul (local.get $weight) (v128.load (local.get $row)))))
        (local.set $row (i32.add (local.get $row) (i32.const 16)))
        (br_if $four (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $stop))))
      (local.set $ids (i32.add (local.get $ids) (i32.const 4)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
      (br $next))))

  ;; row -= weight * step, for every row of the list
  (func (export "subtract") (param $step i32) (param $wide i32) (param $rows i32) (param $ids i32) (param $weights i32) (param $count i32)
    (local $last i32) (local $row i32) (local $at i32) (local $stop i32) (local $weight v128)
    (local.set $last (i32.add (local.get $ids) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $stop (i32.add (local.get $step) (i32.shl (local.get $wide) (i32.const 2))))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $ids) (local.get $last)))
      (local.set $row (i32.add (local.get $rows) (i32.shl (i32.mul (i32.load (local.get $ids)) (local.get $wide)) (i32.const 2))))
      (local.set $weight (f32x4.splat (f32.load (local.get $weights))))
      (local.set $at (local.get $step))
      (loop $four
        (v128.store (local.get $row) (f32x4.sub (v128.load (local.get $row)) (f32x4.mul (local.get $weight) (v128.load (local.get $at)))))
        (local.set $row (i32.add (local.get $row) (i32.const 16)))
        (br_if $four (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $stop))))
      (local.set $ids (i32.add (local.get $ids) (i32.const 4)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
      (br $next))))

  ;; weight = row . sums, for every row of the list
  (func (export "dot") (param $sums i32) (param $wide i32) (param $rows i32) (param $ids i32) (param $weights i32) (param $count i32)
    (local $last i32) (local $row i32) (local $at i32) (local $stop i32) (local $four v128)
    (local.set $last (i32.add (local.get $ids) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $stop (i32.add (local.get $sums) (i32.shl (local.get $wide) (i32.const 2))))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $ids) (local.get $last)))
      (local.set $row (i32.add (local.get $rows) (i32.shl (i32.mul (i32.load (local.get $ids)) (local.get $wide)) (i32.const 2))))
      (local.set $four (v128.const f32x4 0 0 0 0))
      (local.set $at (local.get $sums))
      (loop $next4
        (local.set $four (f32x4.add (local.get $four) (f32x4.mul (v128.load (local.get $at)) (v128.load (local.get $row)))))
        (local.set $row (i32.add (local.get $row) (i32.const 16)))
        (br_if $next4 (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $stop))))
      (f32.store (local.get $weights)
        (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $four)) (f32x4.extract_lane 1 (local.get $four)))
          (f32.add (f32x4.extract_lane 2 (local.get $four)) (f32x4.extract_lane 3 (local.get $four)))))
      (local.set $ids (i32.add (local.get $ids) (i32.const 4)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
      (br $next)))))
