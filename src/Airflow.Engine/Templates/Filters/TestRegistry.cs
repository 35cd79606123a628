using System.Collections.Frozen;
using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Tests by name: what may follow <c>is</c>.</summary>
internal static class TestRegistry
{
    private static readonly FrozenDictionary<string, Func<CallArguments, object?>> Tests = All()
        .ToFrozenDictionary(test => test.Name, test => (Func<CallArguments, object?>)test.Call, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["=="] = "eq",
        ["equalto"] = "eq",
        ["!="] = "ne",
        [">"] = "gt",
        ["greaterthan"] = "gt",
        [">="] = "ge",
        ["<"] = "lt",
        ["lessthan"] = "lt",
        ["<="] = "le",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Func<CallArguments, object?>? Find(string name) => Tests.GetValueOrDefault(Aliases.GetValueOrDefault(name, name));

    private static PyFunction[] All() =>
    [
        new("defined(value)", call => call[0] is not PyUndefined),
        new("undefined(value)", call => call[0] is PyUndefined),
        new("none(value)", call => call[0] is null),
        new("boolean(value)", call => call[0] is bool),
        new("true(value)", call => call[0] is true),
        new("false(value)", call => call[0] is false),
        new("integer(value)", call => call[0] is long or BigInteger),
        new("float(value)", call => call[0] is double),
        new("number(value)", call => PyNumber.IsNumber(call[0])),
        new("string(value)", call => call[0] is string),
        new("mapping(value)", call => call[0] is PyDict),
        new("sequence(value)", call => call[0] is string or PyList or PyTuple or PyDict or PyRange or PyBytes or PyUndefined { Behavior: not UndefinedBehavior.Strict } or TemplateObject { Length: not null, FindItem: not null }),
        new("iterable(value)", call => PySequence.IsIterable(call[0])),
        new("callable(value)", call => call[0] is PyCallable),
        new("escaped(value)", _ => false),
        new("sameas(value, other)", call => Same(call[0], call[1])),
        new("odd(value)", call => PyEquality.Equals(PyArithmetic.Modulo(call[0], 2L, call.Frame), 1L)),
        new("even(value)", call => PyEquality.Equals(PyArithmetic.Modulo(call[0], 2L, call.Frame), 0L)),
        new("divisibleby(value, num)", call => PyEquality.Equals(PyArithmetic.Modulo(call[0], call[1], call.Frame), 0L)),
        new("lower(value)", call => PyCase.IsLower(call.Text(0))),
        new("upper(value)", call => PyCase.IsUpper(call.Text(0))),
        new("filter(value)", call => call[0] is string name && (call.Frame.State.Scope.Filters ?? FilterRegistry.BuiltIn).Find(name) is not null),
        new("test(value)", call => call[0] is string name && Find(name) is not null),
        new("in(value, seq)", call => PySequence.Contains(call[1], call[0])),
        new("eq(value, other)", Compare("==")),
        new("ne(value, other)", Compare("!=")),
        new("gt(value, other)", Compare(">")),
        new("ge(value, other)", Compare(">=")),
        new("lt(value, other)", Compare("<")),
        new("le(value, other)", Compare("<=")),
    ];

    private static Func<BoundCall, object?> Compare(string operation)
    {
        var comparer = ExpressionCompiler.Comparer(operation);
        return call => comparer(call[0], call[1]);
    }

    // small integers and texts are one object in Python when they are equal
    private static bool Same(object? left, object? right) => left is string or long or bool or double
        ? left.GetType() == right?.GetType() && PyEquality.Equals(left, right)
        : ReferenceEquals(left, right);
}
