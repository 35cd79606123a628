using System.Text.Json.Serialization;

namespace Airflow.Runtime.Triggers;

/// <summary>The JSON form of the messages.</summary>
[JsonSerializable(typeof(TriggerMessage))]
internal sealed partial class TriggerJson : JsonSerializerContext;
