//! `ImageVerificationConfig`.

use super::super::typed::{ERROR, WARNING, given, key, on, report, report_item};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::security::image_verification_config::{
    ImageVerificationConfigView, ImageVerificationRuleView,
};
use crate::model::{Rule, RuleRun};

/// A pattern that matches nothing.
pub static IMAGE_PATTERN: Rule = Rule {
    code: "talos/image-pattern",
    summary: "Patterns match registry and repository: they have a `/`, no tag and no digest.",
    ids: &["T-RUN-028", "T-RUN-029", "T-RUN-030"],
    run: RuleRun::Document(pattern),
    page: include_str!("image_pattern.md"),
    ..WARNING
};

/// What a rule decides: one thing.
pub static IMAGE_RULE_VERDICT: Rule = Rule {
    code: "talos/image-rule-verdict",
    summary: "A rule skips, denies, or verifies by one verifier.",
    ids: &["T-RUN-031", "T-RUN-032", "T-RUN-033", "T-RUN-034"],
    run: RuleRun::Document(verdict),
    page: include_str!("image_rule_verdict.md"),
    ..ERROR
};

/// A signature by anybody.
pub static IMAGE_RULE_SUBJECT: Rule = Rule {
    code: "talos/image-rule-subject",
    summary: "A keyless verifier says who must have signed.",
    ids: &["T-RUN-036"],
    run: RuleRun::Document(subject),
    page: include_str!("image_rule_subject.md"),
    ..ERROR
};

fn rules<'a>(cx: &DocumentCx<'a>) -> Vec<ImageVerificationRuleView<'a>> {
    let list = cx.root().map(ImageVerificationConfigView).and_then(|c| c.rules());
    list.into_iter().flat_map(|l| l.iter()).map(|(_, r)| r).collect()
}

fn pattern(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for image in rules(cx).iter().filter_map(|r| given(r.image())) {
        let repository = image.value.split_once('/').map(|(_, rest)| rest);
        let (why, help) = if image.value.contains('@') || repository.is_some_and(|r| r.contains(':')) {
            ("has a tag or a digest, which is not compared", "end the pattern with the repository, or with `*`")
        } else if repository.is_none() && image.value != "*" {
            ("has no `/`, so it matches nothing", "write the registry too: `nginx` is `docker.io/library/nginx`")
        } else {
            continue;
        };
        report(cx, sink, image.span, format!("the pattern `{}` {why}", image.value), help);
    }
}

fn verdict(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for rule in rules(cx).into_iter().filter(|_| cx.is_config()) {
        let (skip, deny) = (on(rule.skip()), on(rule.deny()));
        let (keyless, public_key) = (rule.0.has("keyless"), rule.0.has("publicKey"));
        if skip && deny {
            report(cx, sink, key(rule.0, "deny"), "`skip` and `deny` exclude each other", "keep one of them");
        }
        let first = if keyless { "keyless" } else { "publicKey" };
        if (skip || deny) && (keyless || public_key) {
            let headline = "an image that is skipped or denied is not verified";
            report(cx, sink, key(rule.0, first), headline, "remove the verifier, or `skip` and `deny`");
        }
        if keyless && public_key {
            let headline = "`keyless` and `publicKey` exclude each other";
            report(cx, sink, key(rule.0, "publicKey"), headline, "keep one of them");
        }
        if !skip && !deny && !keyless && !public_key {
            let help = "add `keyless`, `publicKey`, `skip: true` or `deny: true`";
            report_item(cx, sink, rule.0, "this rule does not say what to do with the image", help);
        }
    }
}

fn subject(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for rule in rules(cx).into_iter().filter(|_| cx.is_config()) {
        let Some(keyless) = rule.keyless() else { continue };
        if ["subject", "subjectRegex"].iter().all(|k| given(keyless.0.field::<String>(k)).is_none()) {
            let headline = "this verifier does not say who must have signed";
            report(cx, sink, key(rule.0, "keyless"), headline, "add `subject` or `subjectRegex`");
        }
    }
}
