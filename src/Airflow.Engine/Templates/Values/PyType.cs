using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Names of types as Python tells them.</summary>
internal static class PyType
{
    public static string Name(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        string => "str",
        PyList => "list",
        PyTuple => "tuple",
        PyDict => "dict",
        PySet => "set",
        PyRange => "range",
        PyGenerator => "generator",
        PyDictView view => view.Kind,
        PyBytes => "bytes",
        PyDateTime date => date.IsPendulum ? "DateTime" : "datetime",
        PyDate => "date",
        PyTime => "time",
        PyInterval => "Interval",
        PyTimeDelta => "timedelta",
        PyTimeZone => "Timezone",
        PyUndefined => "Undefined",
        TemplateObject known => known.TypeName,
        PyCallable => "function",
        _ => throw new ArgumentException($"A {value.GetType().Name} is no template value.", nameof(value)),
    };
}
