using System.Text.Json.Serialization;

namespace Airflow.Runtime.Parsing;

/// <summary>The JSON form of the messages. Nothing is left out: what is absent would be read as zero, not as its default.</summary>
[JsonSerializable(typeof(ParseMessage))]
internal sealed partial class ParseJson : JsonSerializerContext;
