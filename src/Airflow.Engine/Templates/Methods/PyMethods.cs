using System.Collections.Frozen;
using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>The methods that each type of value has; there are no others.</summary>
internal static class PyMethods
{
    private static readonly FrozenDictionary<string, PyFunction> Text = Table(StringMethods.All, StringTestMethods.All);
    private static readonly FrozenDictionary<string, PyFunction> List = Table(ListMethods.List);
    private static readonly FrozenDictionary<string, PyFunction> Tuple = Table(ListMethods.Tuple);
    private static readonly FrozenDictionary<string, PyFunction> Dict = Table(DictMethods.All);
    private static readonly FrozenDictionary<string, PyFunction> Set = Table(SetMethods.All);
    private static readonly FrozenDictionary<string, PyFunction> Integer = Table(NumberMethods.Integer);
    private static readonly FrozenDictionary<string, PyFunction> Real = Table(NumberMethods.Real);
    private static readonly FrozenDictionary<string, PyFunction> Bytes = Table(NumberMethods.Bytes);
    private static readonly FrozenDictionary<string, PyFunction> DateTime = Table(DateTimeMethods.Shared);
    private static readonly FrozenDictionary<string, PyFunction> Pendulum = Table(DateTimeMethods.Shared, PendulumMethods.All, PendulumQueryMethods.All);
    private static readonly FrozenDictionary<string, PyFunction> Date = Table(DateTimeMethods.Date);
    private static readonly FrozenDictionary<string, PyFunction> Time = Table(DateTimeMethods.Time);
    private static readonly FrozenDictionary<string, PyFunction> Delta = Table(DateTimeMethods.Delta);
    private static readonly FrozenDictionary<string, PyFunction> Interval = Table(DateTimeMethods.Delta, PendulumQueryMethods.Interval);
    private static readonly FrozenDictionary<string, PyFunction> None = Table();

    public static PyFunction? Find(object? value, string name) => Of(value).GetValueOrDefault(name);

    private static FrozenDictionary<string, PyFunction> Of(object? value) => value switch
    {
        string => Text,
        PyList => List,
        PyTuple or PyRange => Tuple,
        PyDict => Dict,
        PySet => Set,
        long or bool or BigInteger => Integer,
        double => Real,
        PyBytes => Bytes,
        PyDateTime date => date.IsPendulum ? Pendulum : DateTime,
        PyDate => Date,
        PyTime => Time,
        PyInterval => Interval,
        PyTimeDelta => Delta,
        _ => None,
    };

    private static FrozenDictionary<string, PyFunction> Table(params PyFunction[][] functions) =>
        functions.SelectMany(list => list).ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);
}
