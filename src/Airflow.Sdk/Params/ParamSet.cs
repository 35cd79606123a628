using System.Collections;

namespace Airflow;

/// <summary>Params by name, in the order in which they were written: <c>Params = { ["region"] = new Param&lt;string&gt;("eu") }</c>.</summary>
public sealed class ParamSet : IReadOnlyCollection<KeyValuePair<string, Param>>
{
    private readonly List<KeyValuePair<string, Param>> _params = [];

    /// <summary>
    /// The params that the properties of a record stand for, under Airflow's spelling of their names. Types, nullability and annotations
    /// (<c>[Range]</c>, <c>[StringLength]</c>, <c>[RegularExpression]</c>, <c>[AllowedValues]</c>, <c>[Description]</c>, <c>[Display]</c> …) are the rules; the values
    /// of a new record are the defaults, and a property that is required, or not null and without a value, has to be given. A task reads the
    /// record with <c>context.Params.As&lt;T&gt;()</c>.
    /// </summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <returns>The params.</returns>
    /// <exception cref="ArgumentException">The type has no properties, or contains itself.</exception>
    public static ParamSet From<T>()
        where T : class => ParamRecord.ToParams(typeof(T));

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
