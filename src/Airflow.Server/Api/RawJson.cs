using System.Text.Json;
using System.Text.Json.Serialization;

namespace Airflow.Server.Api;

/// <summary>JSON as it is stored, written into an answer as it is.</summary>
/// <param name="Text">null: written as null.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct RawJson(string? Text)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader).GetRawText());

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
        {
            if (value.Text is null)
            {
                writer.WriteNullValue();
                return;
            }

            // what the database gives out went in as JSON
            writer.WriteRawValue(value.Text, skipInputValidation: true);
        }
    }
}
