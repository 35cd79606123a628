using System.Buffers.Text;
using System.Text;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Tests.Scheduling;

namespace Airflow.Engine.Tests.Execution.Tokens;

public class TokenAuthorityTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Try = Guid.Parse("01a1fc1b-d690-7955-9eea-09d44307ce37");
    private readonly ManualClock clock = new(Noon);

    [Fact]
    public void A_token_says_whose_it_is_and_how_long()
    {
        var claims = Authority().Check(Authority().ForTry(Try)).ShouldNotBeNull();

        claims.Subject.ShouldBe(Try.ToString());
        claims.Scope.ShouldBe(TokenScopes.Execution);
        claims.ExpiresAt.ShouldBe(Noon.AddMinutes(10));
    }

    [Fact]
    public void A_token_of_the_queue_says_so() => Authority().Check(Authority().ForWorkload(Try)).ShouldNotBeNull().Scope.ShouldBe("workload");

    [Fact]
    public void Another_key_is_refused() => Authority("other").Check(Authority().ForTry(Try)).ShouldBeNull();

    [Fact]
    public void Another_audience_is_refused() =>
        new TokenAuthority(Options() with { Audiences = ["apis"] }, clock).Check(Authority().ForTry(Try)).ShouldBeNull();

    [Fact]
    public void Another_issuer_is_refused_where_one_is_set() =>
        new TokenAuthority(Options() with { Issuer = "us" }, clock).Check(Authority().ForTry(Try)).ShouldBeNull();

    [Fact]
    public void A_token_is_good_until_its_end_and_a_little_longer()
    {
        var token = Authority().ForTry(Try);

        clock.Advance(TimeSpan.FromSeconds(609));
        Authority().Check(token).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromSeconds(1));
        Authority().Check(token).ShouldBeNull();
    }

    [Fact]
    public void A_token_that_is_not_good_yet_is_refused()
    {
        var token = Authority().ForTry(Try);

        new TokenAuthority(Options(), new ManualClock(Noon.AddSeconds(-11))).Check(token).ShouldBeNull();
    }

    [Theory]
    [InlineData(479, false)]
    [InlineData(481, true)]
    public void The_last_fifth_of_its_life_is_its_end(int age, bool isNearEnd) =>
        Authority().Check(Authority().ForTry(Try)).ShouldNotBeNull().IsNearEnd(Noon.AddSeconds(age)).ShouldBe(isNearEnd);

    [Fact]
    public void A_token_may_not_choose_how_it_is_signed()
    {
        var parts = Authority().ForTry(Try).Split('.');
        var none = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"JWT"}"""));

        Authority().Check($"{none}.{parts[1]}.").ShouldBeNull();
        Authority().Check(new TokenAuthority(Options() with { Algorithm = "HS256" }, clock).ForTry(Try)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("...")]
    [InlineData("?.?.?")]
    public void What_is_no_token_is_refused(string text) => Authority().Check(text).ShouldBeNull();

    [Fact]
    public void A_changed_letter_is_refused()
    {
        var token = Authority().ForTry(Try).ToCharArray();
        token[token.Length / 2] = token[token.Length / 2] == 'a' ? 'b' : 'a';

        Authority().Check(new string(token)).ShouldBeNull();
    }

    [Fact]
    public void An_empty_key_signs_nothing() =>
        Should.Throw<AirflowException>(() => new TokenAuthority(new TokenOptions { Secret = default }, clock)).Code.ShouldBe("token_secret_missing");

    private static TokenOptions Options(string secret = "secret") => new() { Secret = Encoding.UTF8.GetBytes(secret) };

    private TokenAuthority Authority(string secret = "secret") => new(Options(secret), clock);
}
