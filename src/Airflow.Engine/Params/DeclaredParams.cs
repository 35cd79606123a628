using System.Text.Json.Nodes;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Params;

/// <summary>The params of a DAG or task, by name and in order. Immutable.</summary>
public sealed class DeclaredParams
{
    private readonly Dictionary<string, DeclaredParam> _params = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public static DeclaredParams Empty { get; } = new();

    public IReadOnlyList<string> Names => _names;

    public DeclaredParam this[string name] => _params[name];

    /// <summary>These params, some replaced by others, value and schema.</summary>
    public DeclaredParams With(IEnumerable<KeyValuePair<string, DeclaredParam>> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        var result = new DeclaredParams();
        foreach (var name in _names)
        {
            result.Set(name, _params[name]);
        }
        foreach (var (name, param) in others)
        {
            result.Set(name, param);
        }
        return result;
    }

    /// <summary>These params with other values; values of unknown names are params of any kind.</summary>
    public DeclaredParams WithValues(JsonObject? values) => With(
        values?.Select(entry => KeyValuePair.Create(
            entry.Key,
            _params.TryGetValue(entry.Key, out var known) ? known.With(entry.Value?.DeepClone()) : DeclaredParam.Plain(entry.Value?.DeepClone()))) ?? []);

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<string> Problems() => [.. _names.SelectMany(name => _params[name].Problems(name))];

    /// <summary>The values.</summary>
    /// <exception cref="ParamException">A value is missing or not valid; all problems are told.</exception>
    public JsonObject Resolve() => Problems() is { Count: > 0 } problems
        ? throw new ParamException(ParamException.InvalidValue, problems)
        : Values(_ => true);

    /// <summary>The values, with null for those that are missing or not valid.</summary>
    public JsonObject Dump() => Values(name => _params[name].Problems(name).Count == 0);

    /// <summary>Throws when a DAG that runs by itself has a param without a valid value: nobody is there to give one.</summary>
    public void RequireFor(ITimetable timetable)
    {
        ArgumentNullException.ThrowIfNull(timetable);
        if (timetable.CanBeScheduled && Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException($"A DAG with a schedule needs a valid value for each param. {string.Join(" ", problems)}", nameof(timetable));
        }
    }

    /// <summary>The params that a task sees in a run.</summary>
    /// <param name="dag">The params of the DAG.</param>
    /// <param name="task">The params of the task; they replace those of the DAG.</param>
    /// <param name="conf">The conf of the run.</param>
    /// <param name="confOverrides">[core] dag_run_conf_overrides_params.</param>
    /// <exception cref="ParamException">A value is missing or not valid.</exception>
    public static JsonObject ForTask(DeclaredParams dag, DeclaredParams task, JsonObject? conf, bool confOverrides)
    {
        ArgumentNullException.ThrowIfNull(dag);
        ArgumentNullException.ThrowIfNull(task);
        var merged = dag.With(task._names.Select(name => KeyValuePair.Create(name, task._params[name])));
        return (confOverrides ? merged.WithValues(conf) : merged).Resolve();
    }

    private void Set(string name, DeclaredParam param)
    {
        if (!_params.ContainsKey(name))
        {
            _names.Add(name);
        }
        _params[name] = param;
    }

    private JsonObject Values(Func<string, bool> isShown) =>
        new(_names.Select(name => KeyValuePair.Create(name, isShown(name) ? _params[name].Value?.DeepClone() : null)));
}
