using Airflow.Engine.Results;
using Airflow.Storage.Results;

namespace Airflow.Storage.Tests.Results;

/// <summary>The bytes that real workers of Celery 5.2 and 5.5 were seen to take.</summary>
public sealed class PickleTests
{
    [Fact]
    public void An_error_is_a_map_of_its_class_its_words_and_its_module() =>
        Hex(new MessageResult("i", "FAILURE") { Error = new ResultError("ValueError", "builtins", "kaboom") }).ShouldBe(
            "80027d2858080000006578635f74797065580a00000056616c75654572726f72580b0000006578635f6d6573736167652858060000006b61626f6f6d74580a0000006578635f6d6f64756c6558080000006275696c74696e73752e");

    [Fact]
    public void A_start_is_a_map_of_process_and_host() =>
        Hex(new MessageResult("i", "STARTED") { Start = new ResultStart(12345, "celery@host") }).ShouldBe(
            "80027d2858030000007069644a393000005808000000686f73746e616d65580b00000063656c65727940686f7374752e");

    [Fact]
    public void Nothing_is_no_pickle() => Pickle.Of(new MessageResult("i", "SUCCESS")).ShouldBeNull();

    private static string Hex(MessageResult result) => Convert.ToHexStringLower(Pickle.Of(result).ShouldNotBeNull());
}
