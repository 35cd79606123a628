using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api;

/// <summary>How answers are written: names in snake case, null where there is nothing, times in UTC.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new TimeConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static ReadOnlyMemory<byte> ToUtf8<T>(T answer) => JsonSerializer.SerializeToUtf8Bytes(answer, Options);

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            // what the database gives out is UTC; another zone is one that the caller wrote himself, and is told back to him
            writer.WriteStringValue(value.Offset == TimeSpan.Zero ? (string?)Wire.Time(value) : Local(value));

        private static string Local(DateTimeOffset value) => value.ToString(
            value.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
    }
}
