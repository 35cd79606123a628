using System.Text.Json.Nodes;

namespace Airflow.Engine.Dags;

using Airflow.Engine.Timetables;

/// <summary>The timetable of a serialised DAG, ready to be asked.</summary>
public static class DagTimetables
{
    public static ITimetable BuildTimetable(this SerializedDag dag)
    {
        ArgumentNullException.ThrowIfNull(dag);
        return dag.Timetable is { } timetable
            ? TimetableFactory.FromJson(new JsonObject { ["__type"] = timetable.Type, ["__var"] = JsonNode.Parse(timetable.Arguments.GetRawText()) })
            : new NullTimetable();
    }
}
