using System.Collections;

namespace Airflow;

/// <summary>Params by name, in the order in which they were written: <c>Params = { ["region"] = new Param&lt;string&gt;("eu") }</c>.</summary>
public sealed class ParamSet : IReadOnlyCollection<KeyValuePair<string, Param>>
{
    private readonly List<KeyValuePair<string, Param>> _params = [];

    /// <inheritdoc/>
    public int Count => _params.Count;

    /// <summary>The param of that name.</summary>
    /// <param name="name">Name, as used in <c>context.Params.Get</c> and <c>{{ params.name }}</c>.</param>
    /// <returns>The param.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Param this[string name]
    {
        get
        {
            var index = _params.FindIndex(pair => pair.Key == name);
            return index >= 0 ? _params[index].Value : throw new KeyNotFoundException($"There is no param '{name}'.");
        }

        set
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(value);
            var index = _params.FindIndex(pair => pair.Key == name);
            if (index >= 0)
            {
                _params[index] = KeyValuePair.Create(name, value);
            }
            else
            {
                _params.Add(KeyValuePair.Create(name, value));
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Param>> GetEnumerator() => _params.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
