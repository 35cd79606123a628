namespace Airflow.Engine.Secrets;

/// <summary>URL-safe Base64 with its padding, as Fernet writes it.</summary>
internal static class FernetText
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');

    public static bool TryDecode(string text, out byte[] bytes)
    {
        var standard = text.Replace('-', '+').Replace('_', '/');
        var buffer = new byte[(standard.Length / 4 * 3) + 3];
        if (Convert.TryFromBase64String(standard, buffer, out var length))
        {
            bytes = buffer[..length];
            return true;
        }

        bytes = [];
        return false;
    }
}
