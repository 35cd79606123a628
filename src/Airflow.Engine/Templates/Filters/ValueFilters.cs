using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Filters on numbers and on values of any kind.</summary>
internal static class ValueFilters
{
    public static PyFunction[] All { get; } =
    [
        new("default(value, default_value='', boolean=False)", Default),
        new("int(value, default=0, base=10)", Integer),
        new("float(value, default=0.0)", Float),
        new("abs(x)", call => PyArithmetic.Absolute(call[0])),
        new("round(value, precision=0, method='common')", Round),
        new("tojson(value, indent=None)", call => ToJson(call)),
        new("attr(obj, name)", Attribute),
    ];

    private static object? Default(BoundCall call) =>
        call[0] is PyUndefined || (call.Flag(2) && !PyTruth.Of(call[0])) ? call[1] : call[0];

    private static object? Integer(BoundCall call)
    {
        switch (call[0])
        {
            case string text:
                return Integer(text, call.Int(2)) ?? call[1];
            case double real:
                return double.IsNaN(real) ? call[1] : PyNumber.Truncate(real);
            case PyUndefined undefined:
                throw undefined.Error();
            default:
                return PyNumber.TryInteger(call[0], out var whole) ? PyNumber.Normal(whole) : call[1];
        }
    }

    private static object? Integer(string text, int radix)
    {
        if (PyNumber.TryParseInteger(text, radix, out var number))
        {
            return number;
        }

        return PyNumber.TryParseFloat(text, out var real) && double.IsFinite(real) ? PyNumber.Truncate(real) : null;
    }

    private static object? Float(BoundCall call) => call[0] switch
    {
        string text => PyNumber.TryParseFloat(text, out var parsed) ? parsed : call[1],
        PyUndefined undefined => throw undefined.Error(),
        var value => PyNumber.TryDouble(value, out var number) ? number : call[1],
    };

    private static object? Round(BoundCall call)
    {
        var method = call.Text(2);
        if (method is not ("common" or "ceil" or "floor"))
        {
            throw new TemplateException(TemplateErrorKind.FilterArgumentError, "method must be common, ceil or floor");
        }

        var precision = Math.Clamp(call.Int(1), -300, 300);
        if (method == "common")
        {
            return PyNumber.TryInteger(call[0], out var whole) ? RoundInteger(whole, precision) : PyRounding.Round(call.Float(0), precision);
        }

        var factor = Math.Pow(10, precision);
        var value = call.Float(0) * factor;
        return (method == "ceil" ? Math.Ceiling(value) : Math.Floor(value)) / factor;
    }

    private static object RoundInteger(BigInteger value, int precision)
    {
        if (precision >= 0)
        {
            return PyNumber.Normal(value);
        }

        var unit = BigInteger.Pow(10, -precision);
        var down = PyArithmetic.FloorDivide(value, unit);
        var twice = (value - (down * unit)) * 2;
        return PyNumber.Normal((twice > unit || (twice == unit && !down.IsEven) ? down + 1 : down) * unit);
    }

    private static string ToJson(BoundCall call)
    {
        var text = JsonText.Write(call[0], call.IsNone(1) ? null : call.Int(1), sortKeys: true, call.Frame);
        return text.Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal)
            .Replace("&", "\\u0026", StringComparison.Ordinal).Replace("'", "\\u0027", StringComparison.Ordinal);
    }

    private static object? Attribute(BoundCall call)
    {
        var name = call.Text(1);
        if (call[0] is PyUndefined undefined)
        {
            return undefined.Member();
        }

        return PyAttributes.TryAttribute(call[0], name, call.Frame, out var value) ? value : PyUndefined.Member(call.Frame.Undefined, call[0], name);
    }
}
