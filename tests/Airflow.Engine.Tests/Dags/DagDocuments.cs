using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Tests.Dags;

/// <summary>Small serialised DAGs for tests.</summary>
internal static class DagDocuments
{
    public static SerializedDag Dag(params SerializedTask[] tasks) => new() { DagId = "d", Fileloc = "/dags/d.cs", Tasks = [.. tasks] };

    public static SerializedTask Task(string id, params string[] downstream) =>
        new() { TaskId = id, TaskType = "EmptyOperator", DownstreamTaskIds = [.. downstream] };

    /// <summary>A document with one task, changed by the test before it is read.</summary>
    public static JsonObject Json() => JsonNode.Parse(
        """
        {"__version": 3, "dag": {"dag_id": "d", "fileloc": "/dags/d.py", "tasks": [
          {"__type": "operator", "__var": {"task_id": "a", "task_type": "EmptyOperator", "_task_module": "m", "template_fields": []}}]}}
        """)!.AsObject();

    public static JsonObject FirstTask(JsonObject document) => document["dag"]!["tasks"]![0]!["__var"]!.AsObject();

    public static ImmutableArray<SerializedTask> Layers(int layers, int width)
    {
        string[] Layer(int layer) => layer < layers ? [.. Enumerable.Range(0, width).Select(index => $"t_{layer}_{index}")] : [];

        return [.. Enumerable.Range(0, layers).SelectMany(layer => Layer(layer).Select(id => Task(id, Layer(layer + 1))))];
    }
}
