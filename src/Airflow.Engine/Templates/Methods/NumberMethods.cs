using System.Numerics;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Methods of int, float and bytes.</summary>
internal static class NumberMethods
{
    public static PyFunction[] Integer { get; } =
    [
        new("bit_length(self)", call => PyNumber.TryInteger(call[0], out var value) ? BigInteger.Abs(value).GetBitLength() : 0L),
        new("bit_count(self)", call => PyNumber.TryInteger(call[0], out var value) ? FloatFormat.Digits(BigInteger.Abs(value), 2).LongCount(digit => digit == '1') : 0L),
        new("conjugate(self)", call => PyArithmetic.Plus(call[0])),
        new("is_integer(self)", _ => true),
        new("as_integer_ratio(self)", call => new PyTuple(PyArithmetic.Plus(call[0]), 1L)),
    ];

    public static PyFunction[] Real { get; } =
    [
        new("is_integer(self)", call => double.IsInteger(call.Float(0))),
        new("conjugate(self)", call => call[0]),
    ];

    public static PyFunction[] Bytes { get; } =
    [
        new("decode(self, encoding='utf-8', errors='strict')", call => Encoding.UTF8.GetString(call.As<PyBytes>(0).Content.Span)),
        new("hex(self)", call => Convert.ToHexStringLower(call.As<PyBytes>(0).Content.Span)),
    ];
}
