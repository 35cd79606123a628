namespace Airflow.Engine.Templates;

/// <summary>What a template sees: names with values, files of the search path, and the rules of rendering.</summary>
public sealed class TemplateScope
{
    private readonly Dictionary<string, Func<object?>> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _globals = new(StringComparer.Ordinal);

    /// <summary>What a name does that does not exist.</summary>
    public UndefinedBehavior Undefined { get; init; } = UndefinedBehavior.Strict;

    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;

    /// <summary>Gives the text of a template file by its name; null when there is none.</summary>
    public Func<string, string?>? Loader { get; init; }

    /// <summary>Filters of the DAG beside the built-in ones; null when there are none.</summary>
    internal FilterRegistry? Filters { get; init; }

    /// <summary>Adds a name with a plain value: null, text, number, boolean, date, JSON, list or dictionary of these.</summary>
    public TemplateScope Add(string name, object? value)
    {
        var converted = TemplateValues.From(value);
        _names[name] = () => converted;
        return this;
    }

    internal TemplateScope AddLazy(string name, Func<object?> value)
    {
        _names[name] = value;
        return this;
    }

    /// <summary>Adds a name that imported templates see, too: a user defined macro.</summary>
    internal TemplateScope AddGlobal(string name, object? value)
    {
        _globals[name] = value;
        return this;
    }

    internal bool TryGet(string name, out object? value)
    {
        value = null;
        if (!_names.TryGetValue(name, out var make))
        {
            return false;
        }

        value = make();
        return true;
    }

    internal bool TryGetGlobal(string name, out object? value) => _globals.TryGetValue(name, out value) || TemplateGlobals.TryGet(name, out value);

    internal string? Load(string name) => TemplatePath.Normalize(name) is { } path ? Loader?.Invoke(path) : null;
}
