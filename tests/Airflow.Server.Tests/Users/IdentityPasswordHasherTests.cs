using Airflow.Engine.Users;
using Airflow.Server.Users;

namespace Airflow.Server.Tests.Users;

public sealed class IdentityPasswordHasherTests
{
    private readonly IdentityPasswordHasher _hasher = new();

    [Fact]
    public void A_password_is_recognised_by_its_hash() =>
        _hasher.Check(_hasher.Hash("hunter22"), "hunter22").ShouldBe(PasswordCheck.Right);

    [Fact]
    public void Another_password_is_not() =>
        _hasher.Check(_hasher.Hash("hunter22"), "hunter23").ShouldBe(PasswordCheck.Wrong);

    [Fact]
    public void Equal_passwords_have_different_hashes() =>
        _hasher.Hash("hunter22").ShouldNotBe(_hasher.Hash("hunter22"));

    [Theory]
    [InlineData("no hash at all")]
    [InlineData("pbkdf2:sha256:260000$salt$0011")]
    [InlineData("")]
    public void A_hash_in_another_form_belongs_to_no_password(string hash) =>
        _hasher.Check(hash, "hunter22").ShouldBe(PasswordCheck.Wrong);
}
