using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Airflow.Engine.Secrets;

/// <summary>Fernet tokens (AES-128-CBC, HMAC-SHA256): the first key encrypts, every key decrypts.</summary>
public sealed class FernetCipher : ISecretCipher
{
    private const byte Version = 0x80;
    private const int HeaderLength = 1 + sizeof(long);
    private const int BlockLength = 16;
    private const int SignatureLength = 32;

    private readonly IReadOnlyList<FernetKey> _keys;
    private readonly TimeProvider _time;

    private FernetCipher(IReadOnlyList<FernetKey> keys, TimeProvider time)
    {
        _keys = keys;
        _time = time;
    }

    public bool IsEncrypting => true;

    /// <summary>The cipher of [core] fernet_key: keys separated by commas; without a key nothing is encrypted.</summary>
    public static ISecretCipher FromKeys(string keys, TimeProvider time)
    {
        var parsed = keys.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(FernetKey.Parse).ToList();
        return parsed.Count == 0 ? new ClearText() : new FernetCipher(parsed, time);
    }

    /// <summary>A new random key.</summary>
    public static string NewKey() => FernetKey.New();

    public string Encrypt(string text) => Encrypt(Encoding.UTF8.GetBytes(text));

    public string Decrypt(string token) => TryDecrypt(token, out var text) ? text : throw NoKeyFits();

    public bool TryDecrypt(string token, [MaybeNullWhen(false)] out string text)
    {
        if (TryOpen(token) is { } clear)
        {
            text = Encoding.UTF8.GetString(clear);
            return true;
        }

        text = null;
        return false;
    }

    public string Rotate(string token) => Encrypt(TryOpen(token) ?? throw NoKeyFits());

    private string Encrypt(byte[] clear)
    {
        var key = _keys[0];
        using var aes = Aes.Create();
        aes.Key = key.Encryption;
        var vector = RandomNumberGenerator.GetBytes(BlockLength);
        var sealedText = aes.EncryptCbc(clear, vector);
        var signed = HeaderLength + BlockLength + sealedText.Length;
        var token = new byte[signed + SignatureLength];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(1), _time.GetUtcNow().ToUnixTimeSeconds());
        vector.CopyTo(token, HeaderLength);
        sealedText.CopyTo(token, HeaderLength + BlockLength);
        HMACSHA256.HashData(key.Signing, token.AsSpan(0, signed), token.AsSpan(signed));
        return FernetText.Encode(token);
    }

    private byte[]? TryOpen(string token)
    {
        if (!FernetText.TryDecode(token, out var bytes)
            || bytes.Length < HeaderLength + (2 * BlockLength) + SignatureLength
            || bytes[0] != Version)
        {
            return null;
        }

        var signed = bytes.AsSpan(0, bytes.Length - SignatureLength);
        Span<byte> signature = stackalloc byte[SignatureLength];
        foreach (var key in _keys)
        {
            HMACSHA256.HashData(key.Signing, signed, signature);
            if (CryptographicOperations.FixedTimeEquals(signature, bytes.AsSpan(signed.Length)))
            {
                return Decrypt(key, signed);
            }
        }

        return null;
    }

    private static byte[]? Decrypt(FernetKey key, ReadOnlySpan<byte> signed)
    {
        using var aes = Aes.Create();
        aes.Key = key.Encryption;
        try
        {
            return aes.DecryptCbc(signed[(HeaderLength + BlockLength)..], signed.Slice(HeaderLength, BlockLength));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static AirflowException NoKeyFits() =>
        new("fernet_key_mismatch", "A stored secret cannot be decrypted: no key in [core] fernet_key fits. Add the key it was stored with.");
}
