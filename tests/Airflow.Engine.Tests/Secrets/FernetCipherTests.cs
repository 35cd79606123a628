using Airflow.Engine.Secrets;

namespace Airflow.Engine.Tests.Secrets;

public sealed class FernetCipherTests
{
    // the example of the Fernet specification
    private const string SpecKey = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private const string SpecToken = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    [Fact]
    public void The_example_of_the_specification_is_read() =>
        FernetCipher.FromKeys(SpecKey, TimeProvider.System).Decrypt(SpecToken).ShouldBe("hello");

    [Theory]
    [InlineData("")]
    [InlineData("hunter22")]
    [InlineData("пароль with 𝄞")]
    public void What_is_encrypted_is_decrypted(string text)
    {
        var cipher = FernetCipher.FromKeys(FernetCipher.NewKey(), TimeProvider.System);

        var token = cipher.Encrypt(text);

        token.ShouldStartWith("gAAAAA");
        cipher.Decrypt(token).ShouldBe(text);
    }

    [Fact]
    public void Rotation_moves_a_secret_to_the_first_key()
    {
        var (first, second) = (FernetCipher.NewKey(), FernetCipher.NewKey());
        var old = FernetCipher.FromKeys(second, TimeProvider.System);
        var both = FernetCipher.FromKeys($"{first},{second}", TimeProvider.System);

        var rotated = both.Rotate(old.Encrypt("hunter22"));

        both.Decrypt(rotated).ShouldBe("hunter22");
        FernetCipher.FromKeys(first, TimeProvider.System).Decrypt(rotated).ShouldBe("hunter22");
        old.TryDecrypt(rotated, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_token_that_was_tampered_with_is_refused()
    {
        var cipher = FernetCipher.FromKeys(SpecKey, TimeProvider.System);
        var token = SpecToken.Replace("CGM4", "CGM5", StringComparison.Ordinal);

        cipher.TryDecrypt(token, out _).ShouldBeFalse();
        Should.Throw<AirflowException>(() => cipher.Decrypt(token)).Code.ShouldBe("fernet_key_mismatch");
    }

    [Theory]
    [InlineData("no token")]
    [InlineData("")]
    [InlineData("gAAAAAAdwJ6w")]
    public void Other_text_is_no_token(string text) =>
        FernetCipher.FromKeys(SpecKey, TimeProvider.System).TryDecrypt(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    public void Without_a_key_text_is_kept_as_it_is(string keys)
    {
        var cipher = FernetCipher.FromKeys(keys, TimeProvider.System);

        cipher.IsEncrypting.ShouldBeFalse();
        cipher.Encrypt("hunter22").ShouldBe("hunter22");
    }

    [Fact]
    public void A_key_of_the_wrong_length_is_an_error() =>
        Should.Throw<AirflowException>(() => FernetCipher.FromKeys("c2hvcnQ=", TimeProvider.System)).Code.ShouldBe("fernet_key_invalid");
}
