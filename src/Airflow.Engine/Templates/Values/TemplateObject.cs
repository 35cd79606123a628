namespace Airflow.Engine.Templates;

/// <summary>An object with declared attributes: the only way in which templates reach anything that is not plain data.</summary>
internal class TemplateObject(string typeName)
{
    private readonly Dictionary<string, Func<object?>> _attributes = new(StringComparer.Ordinal);

    public string TypeName => typeName;

    /// <summary>How it prints; by default as an object of its type.</summary>
    public Func<string>? AsText { get; init; }

    /// <summary>How it prints inside of other values; by default as <see cref="AsText"/>.</summary>
    public Func<string>? AsRepr { get; init; }

    /// <summary>Gives attributes that are not declared; null for those that do not exist.</summary>
    public Func<string, Func<object?>?>? FindAttribute { get; init; }

    /// <summary>Gives items by key; null for those that do not exist.</summary>
    public Func<object?, Func<object?>?>? FindItem { get; init; }

    /// <summary>Gives what it iterates over; null when it cannot be.</summary>
    public Func<IEnumerable<object?>>? Each { get; init; }

    /// <summary>Gives its length; null when it has none.</summary>
    public Func<long>? Length { get; init; }

    /// <summary>Declares an attribute with a value.</summary>
    public TemplateObject With(string name, object? value)
    {
        _attributes[name] = () => value;
        return this;
    }

    /// <summary>Declares an attribute whose value is worked out when it is asked for.</summary>
    public TemplateObject WithLazy(string name, Func<object?> value)
    {
        _attributes[name] = value;
        return this;
    }

    /// <summary>Declares a method.</summary>
    public TemplateObject WithMethod(string signature, Func<BoundCall, object?> body)
    {
        var function = new PyFunction(signature, body);
        return With(function.Name, new PyCallable(function.Name, function.Call) { Text = $"<bound method {typeName}.{function.Name}>" });
    }

    public virtual bool TryGetAttribute(string name, out object? value)
    {
        var found = _attributes.GetValueOrDefault(name) ?? FindAttribute?.Invoke(name);
        value = found?.Invoke();
        return found is not null;
    }

    public virtual bool TryGetItem(object? key, out object? value)
    {
        var found = FindItem?.Invoke(key);
        value = found?.Invoke();
        return found is not null;
    }

    public virtual string Text() => AsText?.Invoke() ?? Repr();

    public virtual string Repr() => AsRepr?.Invoke() ?? AsText?.Invoke() ?? $"<{typeName} object>";

    public bool Truth() => Length is null || Length() != 0;
}
