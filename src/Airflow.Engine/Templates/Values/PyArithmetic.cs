using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Python's arithmetic operators.</summary>
internal static class PyArithmetic
{
    public static object? Add(object? left, object? right, Frame frame)
    {
        if (left is long first && right is long second)
        {
            return PyNumber.Normal((BigInteger)first + second);
        }

        return (left, right) switch
        {
            (string one, string two) => Concat(one, two, frame),
            (PyList one, PyList two) => new PyList(Joined(one.Items, two.Items, frame)),
            (PyTuple one, PyTuple two) => new PyTuple(Joined(one.Items, two.Items, frame)),
            (string, _) when right is not PyUndefined => throw PyError.Type($"can only concatenate str (not \"{PyType.Name(right)}\") to str"),
            _ => PyDateArithmetic.Add(left, right) ?? Numbers("+", left, right, BigInteger.Add, (one, two) => one + two),
        };
    }

    public static object? Subtract(object? left, object? right, Frame frame) => (left, right) switch
    {
        (long first, long second) => PyNumber.Normal((BigInteger)first - second),
        (PySet first, PySet second) => new PySet(first.Items.Where(item => !second.Contains(item))),
        _ => PyDateArithmetic.Subtract(left, right) ?? Numbers("-", left, right, BigInteger.Subtract, (one, two) => one - two),
    };

    public static object? Multiply(object? left, object? right, Frame frame) => (left, right) switch
    {
        (string or PyList or PyTuple, long or bool) => Repeat(left, PySequence.Index(right), frame),
        (long or bool, string or PyList or PyTuple) => Repeat(right, PySequence.Index(left), frame),
        (PyTimeDelta delta, long or bool or double) => delta.Times(ToDouble(right)),
        (long or bool or double, PyTimeDelta delta) => delta.Times(ToDouble(left)),
        _ => Numbers("*", left, right, MultiplyBig, (one, two) => one * two),
    };

    public static object? Divide(object? left, object? right, Frame frame)
    {
        if (left is PyTimeDelta delta)
        {
            return right is PyTimeDelta other ? (double)delta.Microseconds / other.Microseconds : delta.Times(1 / NonZero(ToDouble(right)));
        }

        Check("/", left, right);
        return ToDouble(left) / NonZero(ToDouble(right));
    }

    public static object? FloorDivide(object? left, object? right, Frame frame) => (left, right) switch
    {
        (PyTimeDelta delta, PyTimeDelta other) => PyNumber.Normal(FloorDivide(delta.Microseconds, other.Microseconds)),
        (PyTimeDelta delta, long number) => new PyTimeDelta((long)FloorDivide(delta.Microseconds, number)),
        _ => Numbers("//", left, right, FloorDivide, (one, two) => Math.Floor(one / NonZero(two, "float floor division by zero"))),
    };

    public static BigInteger FloorDivide(BigInteger left, BigInteger right)
    {
        if (right.IsZero)
        {
            throw ZeroDivision("integer division or modulo by zero");
        }

        var quotient = BigInteger.DivRem(left, right, out var remainder);
        return remainder.Sign != 0 && remainder.Sign != right.Sign ? quotient - 1 : quotient;
    }

    public static object? Modulo(object? left, object? right, Frame frame) => left is string format
        ? PercentFormat.Apply(format, right, frame)
        : Numbers("%", left, right, FloorModulo, FloorModulo);

    public static object? Power(object? left, object? right, Frame frame)
    {
        if (PyNumber.TryInteger(left, out var value) && PyNumber.TryInteger(right, out var exponent))
        {
            return exponent.Sign < 0 ? Math.Pow(ToDouble(left) is var real && value.IsZero ? throw ZeroDivision("0.0 cannot be raised to a negative power") : real, ToDouble(right)) : PowerOf(value, exponent);
        }

        Check("** or pow()", left, right);
        return Math.Pow(ToDouble(left), ToDouble(right));
    }

    public static object? Negate(object? value) => value switch
    {
        PyTimeDelta delta => new PyTimeDelta(-delta.Microseconds),
        double number => -number,
        PyUndefined undefined => throw undefined.Error(),
        _ => PyNumber.TryInteger(value, out var number) ? PyNumber.Normal(-number) : throw PyError.Type($"bad operand type for unary -: '{PyType.Name(value)}'"),
    };

    public static object? Plus(object? value) => value switch
    {
        double or PyTimeDelta => value,
        PyUndefined undefined => throw undefined.Error(),
        _ => PyNumber.TryInteger(value, out var number) ? PyNumber.Normal(number) : throw PyError.Type($"bad operand type for unary +: '{PyType.Name(value)}'"),
    };

    public static object Absolute(object? value) => value switch
    {
        double number => Math.Abs(number),
        PyTimeDelta delta => new PyTimeDelta(Math.Abs(delta.Microseconds)),
        _ => PyNumber.TryInteger(value, out var number) ? PyNumber.Normal(BigInteger.Abs(number)) : throw PyError.Type($"bad operand type for abs(): '{PyType.Name(value)}'"),
    };

    private static BigInteger FloorModulo(BigInteger left, BigInteger right) => left - (FloorDivide(left, right) * right);

    private static double FloorModulo(double left, double right)
    {
        var remainder = left % NonZero(right, "float modulo");
        return Math.Abs(remainder) > 0 && remainder < 0 != right < 0 ? remainder + right : remainder;
    }

    private static BigInteger MultiplyBig(BigInteger left, BigInteger right)
    {
        RenderBudget.Integer(left.GetBitLength() + right.GetBitLength());
        return left * right;
    }

    private static object PowerOf(BigInteger value, BigInteger exponent)
    {
        if (BigInteger.Abs(value) > 1)
        {
            RenderBudget.Integer(value.GetBitLength() * exponent);
        }

        return PyNumber.Normal(BigInteger.Abs(value) > 1 ? BigInteger.Pow(value, (int)exponent) : exponent.IsZero ? 1 : value.Sign < 0 && exponent.IsEven ? 1 : value);
    }

    private static string Concat(string left, string right, Frame frame)
    {
        frame.Budget.Chars(left.Length + (long)right.Length);
        return left + right;
    }

    private static object?[] Joined(IList<object?> left, IList<object?> right, Frame frame)
    {
        frame.Budget.Items(left.Count + (long)right.Count);
        return [.. left, .. right];
    }

    private static object Repeat(object? value, long times, Frame frame)
    {
        times = Math.Max(times, 0);
        if (value is string text)
        {
            frame.Budget.Chars((long)Int128.Min((Int128)text.Length * times, long.MaxValue / 2));
            return string.Concat(Enumerable.Repeat(text, text.Length == 0 ? 0 : (int)times));
        }

        var items = value is PyList list ? list.Items : (IList<object?>)((PyTuple)value!).Items;
        frame.Budget.Items((long)Int128.Min((Int128)items.Count * times, long.MaxValue));
        var repeated = Enumerable.Repeat(items, items.Count == 0 ? 0 : (int)times).SelectMany(item => item);
        return value is PyList ? new PyList(repeated) : new PyTuple([.. repeated]);
    }

    private static object Numbers(
        string operation,
        object? left,
        object? right,
        Func<BigInteger, BigInteger, BigInteger> integers,
        Func<double, double, double> reals)
    {
        Check(operation, left, right);
        return PyNumber.TryInteger(left, out var first) && PyNumber.TryInteger(right, out var second)
            ? PyNumber.Normal(integers(first, second))
            : reals(ToDouble(left), ToDouble(right));
    }

    private static void Check(string operation, object? left, object? right)
    {
        if ((left as PyUndefined ?? right as PyUndefined) is { } undefined)
        {
            throw undefined.Error();
        }

        if (!PyNumber.IsNumber(left) || !PyNumber.IsNumber(right))
        {
            throw PyError.Type($"unsupported operand type(s) for {operation}: '{PyType.Name(left)}' and '{PyType.Name(right)}'");
        }
    }

    private static double ToDouble(object? value) => PyNumber.TryDouble(value, out var number)
        ? double.IsInfinity(number) && value is BigInteger ? throw new TemplateException(TemplateErrorKind.OverflowError, "int too large to convert to float") : number
        : throw PyError.Type($"must be real number, not {PyType.Name(value)}");

    private static double NonZero(double value, string message = "division by zero") =>
        Math.Abs(value) > 0 || double.IsNaN(value) ? value : throw ZeroDivision(message);

    private static TemplateException ZeroDivision(string message) => new(TemplateErrorKind.ZeroDivisionError, message);
}
