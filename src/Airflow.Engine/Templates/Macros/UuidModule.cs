using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Python's module uuid.</summary>
internal static class UuidModule
{
    public static TemplateObject Create(TimeProvider time)
    {
        var module = new TemplateObject("module") { AsText = () => "<module 'uuid'>" };
        module.WithMethod("UUID(hex=None, bytes=None, int=None)", call => call[0] is string text
            ? Parse(text)
            : call[2] is null ? throw PyError.Type("one of the hex, bytes, bytes_le, fields, or int arguments must be given") : FromInteger(call[2]));
        module.WithMethod("uuid1()", _ => Object(Guid.CreateVersion7(time.GetUtcNow())));
        module.WithMethod("uuid3(namespace, name)", call => Named(call, 3));
        module.WithMethod("uuid4()", _ => Object(Random()));
        module.WithMethod("uuid5(namespace, name)", call => Named(call, 5));
        foreach (var (name, digit) in new[] { ("DNS", '0'), ("URL", '1'), ("OID", '2'), ("X500", '4') })
        {
            module.With("NAMESPACE_" + name, Object(Guid.Parse($"6ba7b81{digit}-9dad-11d1-80b4-00c04fd430c8")));
        }

        return module;
    }

    private static UuidObject Object(Guid id) => new(id);

    private static TemplateObject Parse(string text)
    {
        var digits = text.Replace("urn:", "", StringComparison.Ordinal).Replace("uuid:", "", StringComparison.Ordinal).Trim('{', '}').Replace("-", "", StringComparison.Ordinal);
        return Guid.TryParseExact(digits, "N", out var id) ? Object(id) : throw PyError.Value("badly formed hexadecimal UUID string");
    }

    private static TemplateObject FromInteger(object? value) =>
        PyNumber.TryInteger(value, out var number) && number.Sign >= 0 && number.GetBitLength() <= 128
            ? Parse(number.ToString("x32", CultureInfo.InvariantCulture)[^32..])
            : throw PyError.Value("int is out of range (need a 128-bit value)");

    private static Guid Random()
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        return Versioned(bytes, 4);
    }

    private static TemplateObject Named(BoundCall call, int version)
    {
        byte[] input = [.. call.As<UuidObject>(0).Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(call.Str(1))];
        return Object(Versioned(version == 3 ? WeakHash.Md5(input) : WeakHash.Sha1(input), version));
    }

    private static Guid Versioned(byte[] bytes, int version)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes.AsSpan(0, 16), bigEndian: true);
    }

    private sealed class UuidObject : TemplateObject
    {
        public UuidObject(Guid id)
            : base("UUID")
        {
            Id = id;
            AsText = () => id.ToString();
            AsRepr = () => $"UUID('{id}')";
            With("hex", id.ToString("N"));
            With("version", (id.Variant & 0xC) == 0x8 ? (long)id.Version : null);
            With("urn", $"urn:uuid:{id}");
            With("int", PyNumber.Normal(new BigInteger(id.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true)));
        }

        public Guid Id { get; }

        public override bool Equals(object? obj) => obj is UuidObject other && other.Id == Id;

        public override int GetHashCode() => Id.GetHashCode();
    }
}
