using System.Text.Json;
using System.Text.Json.Serialization;

namespace Airflow;

/// <summary>A template in JSON is its text.</summary>
internal sealed class TemplateJsonConverter : JsonConverter<Template>
{
    public override Template? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() is { } text ? (Template)text : null : (Template)JsonElement.ParseValue(ref reader).GetRawText();

    public override void Write(Utf8JsonWriter writer, Template value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
