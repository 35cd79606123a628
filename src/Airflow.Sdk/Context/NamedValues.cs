using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Airflow;

/// <summary>Values by name: the params or the configuration of a run.</summary>
public sealed class NamedValues
{
    private readonly string _kind;
    private readonly IReadOnlyDictionary<string, JsonElement> _values;

    internal NamedValues(string kind, IReadOnlyDictionary<string, JsonElement> values)
    {
        _kind = kind;
        _values = values;
    }

    /// <summary>All names.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>Whether there is a value of that name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether there is one.</returns>
    public bool Contains(string name) => _values.ContainsKey(name);

    /// <summary>The value as it is.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public JsonElement this[string name] => TryFind(name, out var value)
        ? value
        : throw new KeyNotFoundException($"There is no {_kind} '{name}'; there are: {(_values.Count == 0 ? "none" : string.Join(", ", _values.Keys))}.");

    /// <summary>The value as a C# type; a nullable one if it may be null: <c>Get&lt;string?&gt;("day")</c>.</summary>
    /// <typeparam name="T">Type as which it is read.</typeparam>
    /// <param name="name">Its name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="InvalidOperationException">It is not a <typeparamref name="T"/>.</exception>
    public T Get<T>(string name) => Read<T>(name, this[name])!; // whether null may come is said by T: Get<string?>

    /// <summary>The value as a C# type, or something else if there is none.</summary>
    /// <typeparam name="T">Type as which it is read.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="fallback">What is given if there is none.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">It is not a <typeparamref name="T"/>.</exception>
    [return: NotNullIfNotNull(nameof(fallback))]
    public T? Get<T>(string name, T? fallback) => TryFind(name, out var value) ? Read<T>(name, value) ?? fallback : fallback;

    /// <summary>All values as one record, whose properties have their names in C# spelling: <c>row_limit</c> is <c>RowLimit</c>.</summary>
    /// <typeparam name="T">The record; <c>ParamSet.From&lt;T&gt;()</c> makes the params of a DAG from it.</typeparam>
    /// <returns>The record.</returns>
    /// <exception cref="InvalidOperationException">A value is missing or is not what its property takes.</exception>
    public T As<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.SerializeToElement(_values, XComJson.Options).Deserialize<T>(ParamRecord.Options)!; // an object is never null
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"The {_kind}s are no {TypeName.Of(typeof(T))}: {exception.Message}", exception);
        }
    }

    internal IReadOnlyDictionary<string, JsonElement> Values => _values;

    private bool TryFind(string name, out JsonElement value) => _values.TryGetValue(name, out value);

    private T? Read<T>(string name, JsonElement value)
    {
        try
        {
            return value.Deserialize<T>(XComJson.Options);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"The {_kind} '{name}' is no {TypeName.Of(typeof(T))}: {value.GetRawText()}", exception);
        }
    }
}
