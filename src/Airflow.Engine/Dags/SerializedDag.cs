using System.Collections.Immutable;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>One DAG in DagSerialization v3: all that scheduler and API know of it. A null property is absent from the document.</summary>
public sealed record SerializedDag
{
    public const int Version = 3;

    public required string DagId { get; init; }

    public required string Fileloc { get; init; }

    public string? RelativeFileloc { get; init; }

    public string? ProcessorDagsFolder { get; init; }

    public string? DagDisplayName { get; init; }

    public string? Description { get; init; }

    public string? DocMd { get; init; }

    public SerializedTimezone? Timezone { get; init; }

    public SerializedTimetable? Timetable { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public TimeSpan? DagrunTimeout { get; init; }

    public bool? Catchup { get; init; }

    public bool? FailFast { get; init; }

    public bool? IsPausedUponCreation { get; init; }

    public bool? RenderTemplateAsNativeObj { get; init; }

    public bool? DisableBundleVersioning { get; init; }

    public bool? RerunWithLatestVersion { get; init; }

    public bool? HasOnSuccessCallback { get; init; }

    public bool? HasOnFailureCallback { get; init; }

    public int? MaxActiveTasks { get; init; }

    public int? MaxActiveRuns { get; init; }

    public int? MaxConsecutiveFailedDagRuns { get; init; }

    public ImmutableArray<string>? Tags { get; init; }

    public ImmutableArray<string>? AllowedRunTypes { get; init; }

    public ImmutableArray<SerializedParam>? Params { get; init; }

    public ImmutableArray<DagDependency>? DagDependencies { get; init; }

    public ImmutableArray<EdgeLabel>? EdgeInfo { get; init; }

    /// <summary>Defaults that the author gave for all tasks; already applied to them, kept for display.</summary>
    public JsonElement? DefaultArgs { get; init; }

    public JsonElement? AccessControl { get; init; }

    public JsonElement? OwnerLinks { get; init; }

    public JsonElement? Deadline { get; init; }

    public required ImmutableArray<SerializedTask> Tasks { get; init; }

    public SerializedTaskGroup? TaskGroup { get; init; }

    /// <summary>Task fields that hold for every task which does not say otherwise: <c>client_defaults.tasks</c>.</summary>
    public SerializedTask? TaskDefaults { get; init; }

    /// <summary>Fields of the DAG that this version does not know, written back as they were read.</summary>
    public ExtraFields Extra { get; init; } = ExtraFields.Empty;
}
