using System.Text.Json;

namespace Airflow;

/// <summary>Finds the params of a task: the DAG's defaults, then the task's, then what the run was triggered with.</summary>
internal static class ParamDefaults
{
    public static IReadOnlyDictionary<string, JsonElement> Resolve(Operator? task, IReadOnlyDictionary<string, JsonElement> conf)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (task is { IsAdded: true })
        {
            foreach (var (name, param) in task.Dag.Params.Concat(task.ResolvedOptions.Params ?? []))
            {
                if (param.HasDefault)
                {
                    values[name] = JsonSerializer.SerializeToElement(param.DefaultJson, XComJson.Options);
                }
            }
        }

        foreach (var (name, value) in conf)
        {
            values[name] = value;
        }

        return values;
    }
}
