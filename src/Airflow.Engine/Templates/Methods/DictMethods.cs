namespace Airflow.Engine.Templates;

/// <summary>Methods of dict.</summary>
internal static class DictMethods
{
    public static PyFunction[] All { get; } =
    [
        new("get(self, key, default=None)", call => Dict(call).TryGet(call[1], out var value) ? value : call[2]),
        new("keys(self)", call => new PyDictView("dict_keys", Dict(call).Count, Dict(call).Keys)),
        new("values(self)", call => new PyDictView("dict_values", Dict(call).Count, Dict(call).Values)),
        new("items(self)", call => new PyDictView("dict_items", Dict(call).Count, Dict(call).Items.Select(item => (object?)new PyTuple(item.Key, item.Value)))),
        new("copy(self)", call => new PyDict(Dict(call).Items)),
        new("clear(self)", call => Done(Dict(call).Clear)),
        new("setdefault(self, key, default=None)", SetDefault),
        new("update(self, *args, **kwargs)", Update),
        new("pop(self, key, *args)", Pop),
        new("popitem(self)", PopItem),
    ];

    private static PyDict Dict(BoundCall call) => call.As<PyDict>(0);

    private static object? Done(Action action)
    {
        action();
        return null;
    }

    private static object? SetDefault(BoundCall call)
    {
        if (!Dict(call).TryGet(call[1], out var value))
        {
            value = call[2];
            Dict(call)[call[1]] = value;
        }

        return value;
    }

    private static object? Update(BoundCall call)
    {
        foreach (var given in call.Rest)
        {
            Merge(Dict(call), given, call.Frame);
        }

        Merge(Dict(call), call.NamedRest, call.Frame);
        return null;
    }

    internal static void Merge(PyDict target, object? given, Frame frame)
    {
        if (given is PyDict dict)
        {
            foreach (var (key, value) in dict.Items.ToList())
            {
                frame.Budget.Step();
                target[key] = value;
            }

            return;
        }

        foreach (var pair in PySequence.Iterate(given, frame.Budget))
        {
            var parts = PySequence.Items(pair).ToArray();
            target[parts.Length == 2 ? parts[0] : throw PyError.Value($"dictionary update sequence element has length {parts.Length}; 2 is required")] = parts[1];
        }
    }

    private static object? Pop(BoundCall call)
    {
        if (Dict(call).TryGet(call[1], out var value))
        {
            Dict(call).Remove(call[1]);
            return value;
        }

        return call.Rest.Length > 0 ? call.Rest[0] : throw new TemplateException(TemplateErrorKind.KeyError, PyText.Repr(call[1]));
    }

    private static object? PopItem(BoundCall call)
    {
        var dict = Dict(call);
        if (dict.Count == 0)
        {
            throw new TemplateException(TemplateErrorKind.KeyError, "'popitem(): dictionary is empty'");
        }

        var (key, value) = dict.At(dict.Count - 1);
        dict.Remove(key);
        return new PyTuple(key, value);
    }
}
