using System.Text.Json;

namespace Airflow;

/// <summary>Facts that a task attaches to the events of the assets that it updates.</summary>
public sealed class OutletEvents
{
    private readonly List<OutletEvent> _events = [];

    internal IReadOnlyList<OutletEvent> All => _events;

    /// <summary>Attaches a fact to the event of an asset among the task's outlets.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="name">Name of the fact.</param>
    /// <param name="value">The fact; must be serialisable as JSON.</param>
    public void Add(Asset asset, string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(asset);
        Entry(asset, null).Extra[name] = XComJson.ToElement(value, value?.GetType() ?? typeof(object));
    }

    /// <summary>Says that the task updated an asset for which an alias stands among its outlets.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="asset">The asset that was updated.</param>
    /// <param name="extra">Facts to attach to the event; must be serialisable as JSON.</param>
    public void Add(AssetAlias alias, Asset asset, IReadOnlyDictionary<string, object?>? extra = null)
    {
        ArgumentNullException.ThrowIfNull(alias);
        ArgumentNullException.ThrowIfNull(asset);
        var entry = Entry(asset, alias);
        foreach (var (name, value) in extra ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            entry.Extra[name] = XComJson.ToElement(value, value?.GetType() ?? typeof(object));
        }
    }

    private OutletEvent Entry(Asset asset, AssetAlias? alias)
    {
        var entry = _events.Find(entry => entry.Asset == asset && entry.Alias == alias);
        if (entry is null)
        {
            entry = new OutletEvent(asset, alias, new Dictionary<string, JsonElement>(StringComparer.Ordinal));
            _events.Add(entry);
        }

        return entry;
    }
}
