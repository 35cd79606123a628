using System.Text.Json;

namespace Airflow;

/// <summary>Elements of several sequences taken side by side; as many as the shortest has.</summary>
internal sealed class ZippedValues(IReadOnlyList<IMappedValues> parts) : IMappedValues
{
    public async ValueTask<int> CountAsync()
    {
        var count = int.MaxValue;
        foreach (var part in parts)
        {
            count = Math.Min(count, await part.CountAsync());
        }

        return count;
    }

    public async ValueTask<JsonElement?> ItemAsync(int index)
    {
        List<JsonElement> items = [];
        foreach (var part in parts)
        {
            if (await part.ItemAsync(index) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return JsonSerializer.SerializeToElement(items, XComJson.Options);
    }
}
