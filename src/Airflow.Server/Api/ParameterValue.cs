using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api;

/// <summary>Reads the text of a parameter as what it is declared to be.</summary>
internal static class ParameterValue
{
    public static (object? Value, JsonObject? Problem) Read(ApiParameter parameter, string text, IReadOnlyList<string> location) => parameter.Kind switch
    {
        ApiKind.Integer => ReadInteger(parameter, text, location),
        ApiKind.Number => ReadNumber(parameter, text, location),
        ApiKind.Flag => ReadFlag(text, location),
        ApiKind.Time => Wire.TryTime(text, out var time) ? (time, null) : (null, Problems.NotTime(location, text)),
        ApiKind.Date => Wire.TryDate(text, out var date) ? (date, null) : (null, Problems.NotDate(location, text)),
        ApiKind.Id => Guid.TryParse(text, out var id)
            ? (id, null)
            : (null, Problems.Of("uuid_parsing", location, "Input should be a valid UUID", JsonValue.Create(text))),
        _ => ReadText(parameter, text, location),
    };

    private static (object?, JsonObject?) ReadText(ApiParameter parameter, string text, IReadOnlyList<string> location)
    {
        if (parameter.Choices.Count > 0 && !parameter.Choices.Contains(text, StringComparer.Ordinal))
        {
            return (null, parameter.IsEnum
                ? Problems.NotOneOf(location, parameter.Choices, text)
                : Problems.NotLiteral(location, Problems.Quote(parameter.Choices), text));
        }

        return parameter.MaxLength is { } most && text.Length > most ? (null, Problems.TooLong(location, most, text)) : (text, null);
    }

    private static (object?, JsonObject?) ReadInteger(ApiParameter parameter, string text, IReadOnlyList<string> location) =>
        BigInteger.TryParse(BodyCoercion.Whole(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? OutOfBounds(parameter, (double)whole, text, location) is { } problem ? (null, problem) : ((long)BigInteger.Clamp(whole, long.MinValue, long.MaxValue), null)
            : (null, Problems.NotInteger(location, text));

    private static (object?, JsonObject?) ReadNumber(ApiParameter parameter, string text, IReadOnlyList<string> location) =>
        TryNumber(text.Trim(), out var number)
            ? OutOfBounds(parameter, number, text, location) is { } problem ? (null, problem) : (number, null)
            : (null, Problems.Of("float_parsing", location, "Input should be a valid number, unable to parse string as a number", text));

    /// <summary>An endless number is the greatest that there is: every database knows that one.</summary>
    private static bool TryNumber(string text, out double number)
    {
        var word = text.TrimStart('+', '-').ToLowerInvariant();
        if (word is "inf" or "infinity" && text.Length - word.Length <= 1)
        {
            number = text[0] == '-' ? double.MinValue : double.MaxValue;
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static (object?, JsonObject?) ReadFlag(string text, IReadOnlyList<string> location) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" or "t" or "y" => (true, null),
        "false" or "0" or "no" or "off" or "f" or "n" => (false, null),
        _ => (null, Problems.Of("bool_parsing", location, "Input should be a valid boolean, unable to interpret input", text)),
    };

    private static JsonObject? OutOfBounds(ApiParameter parameter, double number, string text, IReadOnlyList<string> location)
    {
        if (parameter.Minimum is { } least && number < least)
        {
            return Problems.TooSmall(location, least, text, parameter.Kind == ApiKind.Number);
        }

        return parameter.Above is { } above && number <= above ? Problems.NotAbove(location, above, text, parameter.Kind == ApiKind.Number) : null;
    }
}
