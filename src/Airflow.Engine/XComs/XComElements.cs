using System.Collections.Concurrent;
using System.Text.Json;

namespace Airflow.Engine.XComs;

/// <summary>
/// Takes single elements from stored lists. Each of 100,000 mapped instances wants its own of 100,000 elements, so a list is taken apart
/// once and kept as long as its stamp stays the same.
/// </summary>
public sealed class XComElements(IXComStore xcoms)
{
    private const int Capacity = 16;
    private readonly ConcurrentDictionary<XComKey, Entry> entries = new();

    /// <summary>The element at an index, from 0; null when there is no such XCom or it is no list.</summary>
    public async ValueTask<XComElement?> FindAsync(XComKey key, int index, CancellationToken cancellationToken)
    {
        if (await xcoms.FindStampAsync(key, cancellationToken) is not { } stamp)
        {
            return null;
        }

        if (!entries.TryGetValue(key, out var entry) || entry.Stamp != stamp)
        {
            if (await xcoms.FindAsync(key, includePriorDates: false, cancellationToken) is not { } stored)
            {
                return null;
            }

            // a value that changed since its stamp was read has another stamp at the next question
            entry = new Entry(stamp, TakeApart(stored.Value));
            Keep(key, entry);
        }

        return entry.Elements is { } elements
            ? new XComElement(elements.Count, index >= 0 && index < elements.Count ? elements[index] : null)
            : null;
    }

    private void Keep(XComKey key, Entry entry)
    {
        if (entries.Count >= Capacity)
        {
            entries.Clear();
        }

        entries[key] = entry;
    }

    private static List<string>? TakeApart(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(element => element.GetRawText())] : null;
    }

    private sealed record Entry(string Stamp, IReadOnlyList<string>? Elements);
}
