using System.Security.Cryptography;

namespace Airflow.Engine.Secrets;

/// <summary>One Fernet key: 16 bytes that sign and 16 bytes that encrypt, as URL-safe Base64.</summary>
internal sealed class FernetKey
{
    private const int HalfLength = 16;

    private readonly byte[] _bytes;

    private FernetKey(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Signing => _bytes.AsSpan(0, HalfLength);

    public byte[] Encryption => _bytes[HalfLength..];

    public static string New() => FernetText.Encode(RandomNumberGenerator.GetBytes(2 * HalfLength));

    public static FernetKey Parse(string text)
    {
        if (FernetText.TryDecode(text, out var bytes) && bytes.Length == 2 * HalfLength)
        {
            return new FernetKey(bytes);
        }

        throw new AirflowException(
            "fernet_key_invalid", "A key in [core] fernet_key is not 32 bytes in URL-safe Base64; make one with airflow or with any Fernet library.");
    }
}
