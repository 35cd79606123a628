using System.Text.Json.Serialization;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;

namespace Airflow.Storage;

/// <summary>The JSON columns whose shape is ours, serialised without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CallbackEvent))]
[JsonSerializable(typeof(ExitCause))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<BundleEntry>))]
internal sealed partial class StorageJson : JsonSerializerContext;
