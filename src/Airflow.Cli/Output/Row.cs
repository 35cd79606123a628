using System.Collections;

namespace Airflow.Cli.Output;

/// <summary>A record to print: named values in order. A value is null, a text, bool, number, time, list or map of such.</summary>
internal sealed class Row : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _fields = [];

    public IEnumerable<string> Names => _fields.Select(static pair => pair.Key);

    public void Add(string name, object? value) => _fields.Add(new(name, value));

    public object? this[string name] => _fields.Find(pair => pair.Key == name).Value;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
