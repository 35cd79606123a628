namespace Airflow.Engine.Templates;

/// <summary>What <c>value.name</c> and <c>value[key]</c> mean: Jinja tries the one, then the other.</summary>
internal static class PyAttributes
{
    public static object? Get(object? value, string name, Frame frame)
    {
        if (value is PyUndefined undefined)
        {
            return undefined.Member();
        }

        return TryAttribute(value, name, frame, out var attribute) || TryItem(value, name, out attribute)
            ? attribute
            : PyUndefined.Member(frame.Undefined, value, name);
    }

    public static object? GetItem(object? value, object? key, Frame frame)
    {
        if (value is PyUndefined undefined)
        {
            return undefined.Member();
        }

        return TryItem(value, key, out var item) || (key is string name && TryAttribute(value, name, frame, out item))
            ? item
            : PyUndefined.Member(frame.Undefined, value, key);
    }

    /// <summary>The attribute alone, without looking for an item: what the filter attr gives.</summary>
    public static bool TryAttribute(object? value, string name, Frame frame, out object? attribute)
    {
        if (name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal))
        {
            attribute = name == "__class__" && frame.IsNative
                ? new TemplateObject("type") { AsText = () => $"<class '{PyType.Name(value)}'>" }.With("__name__", PyType.Name(value))
                : PyUndefined.Forbidden(frame.Undefined, value, name);
            return true;
        }

        if (value is TemplateObject known)
        {
            return known.TryGetAttribute(name, out attribute);
        }

        if (PyMethods.Find(value, name) is { } method)
        {
            attribute = new PyCallable(name, call =>
            {
                call.Frame.Budget.Work(value);
                return method.Call(call.Prepend(value));
            })
            {
                Text = $"<built-in method {name} of {PyType.Name(value)} object>",
            };
            return true;
        }

        return PyProperties.TryGet(value, name, out attribute);
    }

    private static bool TryItem(object? value, object? key, out object? item)
    {
        item = null;
        switch (value)
        {
            case PyDict dict:
                return key is not (PyList or PyDict or PySet) && dict.TryGet(key, out item);
            case TemplateObject known:
                return known.TryGetItem(key, out item);
            case PyList or PyTuple or string or PyRange or PyBytes when key is long or bool:
                return TryIndex(value, PySequence.Index(key), out item);
            default:
                return false;
        }
    }

    private static bool TryIndex(object value, long index, out object? item)
    {
        var length = PySequence.Length(value);
        var at = index < 0 ? index + length : index;
        var exists = at >= 0 && at < length;
        item = !exists ? null : value switch
        {
            PyList list => list.Items[(int)at],
            PyTuple tuple => tuple.Items[at],
            string text => PyString.Part(text, (int)at, (int)at + 1),
            PyRange range => range.Start + (at * range.Step),
            PyBytes bytes => (long)bytes.Content.Span[(int)at],
            _ => null,
        };
        return exists;
    }
}
