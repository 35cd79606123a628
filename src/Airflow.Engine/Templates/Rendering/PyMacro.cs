namespace Airflow.Engine.Templates;

/// <summary>A macro, bound to the scope in which it was defined.</summary>
internal sealed class PyMacro : PyCallable
{
    private readonly Definition _definition;
    private readonly Frame _scope;

    public PyMacro(Definition definition, Frame scope)
        : base(definition.Shape.Id, static _ => null)
    {
        _definition = definition;
        _scope = scope;
        Text = $"<Macro '{definition.Shape.Id}'>";
    }

    public override object? Call(CallArguments arguments)
    {
        var frame = _scope.Capture();
        frame.Budget.Enter();
        var named = arguments.Named.ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);
        BindParameters(arguments, named, frame);
        BindRest(arguments, named, frame);
        _definition.Body(frame);
        frame.Budget.Leave();
        return frame.Output.Result();
    }

    private void BindParameters(CallArguments arguments, Dictionary<string, object?> named, Frame frame)
    {
        var parameters = _definition.Shape.Parameters;
        for (var index = 0; index < parameters.Count; index++)
        {
            var name = parameters[index].Key;
            if (index < arguments.Positional.Length)
            {
                if (named.ContainsKey(name))
                {
                    throw PyError.Type($"macro '{Name}' got multiple values for argument '{name}'");
                }

                frame.Set(name, arguments.Positional[index]);
            }
            else if (named.Remove(name, out var value))
            {
                frame.Set(name, value);
            }
            else
            {
                frame.Set(name, _definition.Defaults[index] is { } makeDefault
                    ? makeDefault(frame)
                    : new PyUndefined(frame.Undefined, name, $"parameter '{name}' was not provided"));
            }
        }
    }

    private void BindRest(CallArguments arguments, Dictionary<string, object?> named, Frame frame)
    {
        var mentions = _definition.Shape.Mentions;
        var parameters = _definition.Shape.Parameters;
        if (mentions.Contains("caller") && !parameters.Exists(parameter => parameter.Key == "caller"))
        {
            frame.Set("caller", named.Remove("caller", out var caller) ? caller : new PyUndefined(frame.Undefined, "caller", "No caller defined"));
        }

        if (mentions.Contains("kwargs"))
        {
            frame.Set("kwargs", new PyDict(named.Select(item => KeyValuePair.Create((object?)item.Key, item.Value))));
        }
        else if (named.Count > 0)
        {
            throw PyError.Type(named.ContainsKey("caller")
                ? $"macro '{Name}' was invoked with two values for the special caller argument or takes none"
                : $"macro '{Name}' takes no keyword argument '{named.Keys.First()}'");
        }

        var extra = arguments.Positional.Skip(parameters.Count).ToArray();
        if (mentions.Contains("varargs"))
        {
            frame.Set("varargs", new PyTuple(extra));
        }
        else if (extra.Length > 0)
        {
            throw PyError.Type($"macro '{Name}' takes not more than {parameters.Count} argument(s)");
        }
    }

    public object? Attribute(string name) => name switch
    {
        "name" => Name,
        "arguments" => new PyTuple([.. _definition.Shape.Parameters.Select(parameter => (object?)parameter.Key)]),
        "catch_varargs" => _definition.Shape.Mentions.Contains("varargs"),
        "catch_kwargs" => _definition.Shape.Mentions.Contains("kwargs"),
        "caller" => _definition.Shape.Mentions.Contains("caller"),
        _ => null,
    };

    /// <summary>The compiled macro, without a scope.</summary>
    internal sealed record Definition(MacroShape Shape, Func<Frame, object?>?[] Defaults, Action<Frame> Body);
}
