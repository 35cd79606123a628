using System.Text.Json;
using Airflow.Hosting;

namespace Airflow;

/// <summary>The elements of a stored list, fetched one by one: an instance needs only its own. What is no list is taken whole.</summary>
internal sealed class ElementValues(TaskContext context, XComKey key, Func<ValueTask<IMappedValues>> takeWhole) : IMappedValues
{
    private IMappedValues? _whole;
    private int? _count;

    public async ValueTask<int> CountAsync()
    {
        if (_whole is null && _count is null)
        {
            await ItemAsync(0);
        }

        return _count ?? await _whole!.CountAsync();
    }

    public async ValueTask<JsonElement?> ItemAsync(int index)
    {
        if (_whole is null && await context.Backend.GetXComElementAsync(key, index, context.CancellationToken) is { } element)
        {
            _count = element.Count;
            return element.Value;
        }

        _whole ??= await takeWhole();
        return await _whole.ItemAsync(index);
    }
}
