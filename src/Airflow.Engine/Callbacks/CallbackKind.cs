using System.Text.Json.Serialization;

namespace Airflow.Engine.Callbacks;

/// <summary>Which of its callbacks a task or a DAG calls.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallbackKind>))]
public enum CallbackKind
{
    Success,
    Failure,
    Retry,
    Skipped,
}
