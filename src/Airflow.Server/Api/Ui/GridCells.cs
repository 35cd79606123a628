using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Airflow.Server.Api.Ui;

/// <summary>
/// The cells of a grid, for tens of thousands of which names would be most of the answer: {"tasks": […], "states": […], "runs": {run: [[task, state, seconds, {state: count}], …]}},
/// where task and state are places in the two lists; seconds and counts are left out at the end where there are none, and seconds are null where only they are missing.
/// </summary>
internal static class GridCells
{
    public static RawJson Of(IReadOnlyList<GridRunSummary> summaries)
    {
        var (tasks, states) = (new Places(), new Places());
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("runs");
            foreach (var run in summaries)
            {
                json.WriteStartArray(run.RunId);
                foreach (var cell in run.TaskInstances)
                {
                    Write(json, cell, tasks.PlaceOf(cell.TaskId), states.PlaceOf(cell.State ?? ""));
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            tasks.WriteTo(json, "tasks");
            states.WriteTo(json, "states");
            json.WriteEndObject();
        }

        return new RawJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, GridSummary cell, int task, int state)
    {
        var seconds = cell is { MinStartDate: { } start, MaxEndDate: { } end } ? Math.Round((end - start).TotalSeconds, 1) : (double?)null;
        json.WriteStartArray();
        json.WriteNumberValue(task);
        json.WriteNumberValue(state);
        if (seconds is { } known)
        {
            json.WriteNumberValue(known);
        }
        else if (cell.ChildStates is not null)
        {
            json.WriteNullValue();
        }

        if (cell.ChildStates is { } children)
        {
            JsonSerializer.Serialize(json, children);
        }

        json.WriteEndArray();
    }

    /// <summary>Names by the place at which each was seen first.</summary>
    private sealed class Places
    {
        private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

        public int PlaceOf(string name)
        {
            if (!known.TryGetValue(name, out var place))
            {
                place = known.Count;
                known.Add(name, place);
            }

            return place;
        }

        public void WriteTo(Utf8JsonWriter json, string list)
        {
            json.WriteStartArray(list);
            foreach (var name in known.OrderBy(static one => one.Value).Select(static one => one.Key))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }
    }
}
