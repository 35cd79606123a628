using System.Text.Json;
using System.Text.Json.Serialization;

namespace Airflow.Providers.Common.Sql;

/// <summary>SQL in JSON is a text, or a list of texts.</summary>
internal sealed class SqlTextJsonConverter : JsonConverter<SqlText>
{
    public override SqlText? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
        ? SqlText.FromString(reader.GetString() ?? "")
        : SqlText.Create(JsonSerializer.Deserialize<Template[]>(ref reader, options));

    public override void Write(Utf8JsonWriter writer, SqlText value, JsonSerializerOptions options)
    {
        if (value.Count == 1)
        {
            writer.WriteStringValue(value[0].ToString());
            return;
        }

        JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
