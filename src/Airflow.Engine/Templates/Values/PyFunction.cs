namespace Airflow.Engine.Templates;

/// <summary>A function with a Python signature, such as <c>truncate(s, length=255, *args, **kwargs)</c>, to which calls are bound.</summary>
internal sealed class PyFunction
{
    private static readonly object Required = new();

    private readonly string[] _names;
    private readonly object?[] _defaults;
    private readonly bool _rest;
    private readonly bool _namedRest;
    private readonly Func<BoundCall, object?> _body;

    public PyFunction(string signature, Func<BoundCall, object?> body)
    {
        _body = body;
        var open = signature.IndexOf('(', StringComparison.Ordinal);
        Name = signature[..open];
        var names = new List<string>();
        var defaults = new List<object?>();
        foreach (var part in signature[(open + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith('*'))
            {
                _namedRest |= part.StartsWith("**", StringComparison.Ordinal);
                _rest |= !part.StartsWith("**", StringComparison.Ordinal);
                continue;
            }

            var equals = part.IndexOf('=', StringComparison.Ordinal);
            names.Add(equals < 0 ? part : part[..equals]);
            defaults.Add(equals < 0 ? Required : PythonLiteral.Parse(part[(equals + 1)..]));
        }

        _names = [.. names];
        _defaults = [.. defaults];
    }

    public string Name { get; }

    public object? Call(CallArguments arguments)
    {
        var values = new object?[_names.Length];
        _defaults.CopyTo(values, 0);
        var count = Math.Min(arguments.Positional.Length, values.Length);
        Array.Copy(arguments.Positional, values, count);
        if (arguments.Positional.Length > values.Length && !_rest)
        {
            throw PyError.Type($"{Name}() takes {values.Length} positional arguments but {arguments.Positional.Length} were given");
        }

        var rest = arguments.Positional.Length > count ? arguments.Positional[count..] : [];
        var named = Assign(arguments, values, count);
        var missing = Array.IndexOf(values, Required);
        return missing < 0
            ? _body(new BoundCall(values, rest, named, arguments.Frame))
            : throw PyError.Type($"{Name}() missing required argument: '{_names[missing]}'");
    }

    private PyDict? Assign(CallArguments arguments, object?[] values, int count)
    {
        PyDict? rest = null;
        foreach (var (name, value) in arguments.Named)
        {
            var index = Array.IndexOf(_names, name);
            if (index >= 0)
            {
                values[index] = index >= count ? value : throw PyError.Type($"{Name}() got multiple values for argument '{name}'");
            }
            else if (_namedRest)
            {
                (rest ??= new PyDict())[name] = value;
            }
            else
            {
                throw PyError.Type($"{Name}() got an unexpected keyword argument '{name}'");
            }
        }

        return rest;
    }
}
