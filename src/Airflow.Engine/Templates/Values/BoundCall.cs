using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Arguments bound to the parameters of a function, with conversions that fail as Python does.</summary>
internal readonly struct BoundCall(object?[] values, object?[] rest, PyDict? namedRest, Frame frame)
{
    public object?[] Rest => rest;

    public PyDict NamedRest => namedRest ?? new PyDict();

    public Frame Frame => frame;

    public object? this[int index] => values[index];

    public bool IsNone(int index) => values[index] is null;

    public bool Flag(int index) => PyTruth.Of(values[index]);

    /// <summary>The text of any value.</summary>
    public string Text(int index) => PyText.Str(values[index]);

    /// <summary>A text and nothing else.</summary>
    public string Str(int index) =>
        values[index] as string ?? throw PyError.Type($"expected str, got {PyType.Name(values[index])}");

    public string? StrOrNone(int index) => values[index] is null ? null : Str(index);

    public int Int(int index) => (int)Math.Clamp(Long(index), int.MinValue, int.MaxValue);

    public long Long(int index) => values[index] switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        BigInteger big => big.Sign < 0 ? long.MinValue : long.MaxValue,
        PyUndefined undefined => throw undefined.Error(),
        var other => throw PyError.Type($"'{PyType.Name(other)}' object cannot be interpreted as an integer"),
    };

    public double Float(int index) =>
        PyNumber.TryDouble(values[index], out var number) ? number : throw PyError.Type($"must be real number, not {PyType.Name(values[index])}");

    public IEnumerable<object?> Each(int index) => PySequence.Iterate(values[index], frame.Budget);

    public T As<T>(int index)
        where T : class => values[index] as T ?? throw PyError.Type($"unexpected {PyType.Name(values[index])}");
}
