using System.Text.Json.Serialization;

namespace Airflow.Runtime.Parsing;

/// <summary>The JSON form of the messages.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ParseMessage))]
internal sealed partial class ParseJson : JsonSerializerContext;
