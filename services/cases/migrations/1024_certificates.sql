-- Certificates that the deployment issued, and hand signatures. No private key stands here: they follow from the ring's secret, or
-- lie in a device.

create table certificate (
    -- Number of the certificate (hexadecimal).
    serial text collate "C" not null,
    -- What its owner is: authority, agency, officer, party.
    kind text collate "C" not null,
    owner_id text collate "C" not null,
    -- Which of the owner's certificates it is, from 1: each has a key of its own.
    generation integer not null,
    -- Id of its key (first 16 hexadecimal digits of the SM3 of the SPKI).
    key_id text collate "C" not null,
    -- Id of the key of the authority that issued it.
    authority_key_id text collate "C" not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    -- The certificate (DER).
    der bytea not null,
    issued_at timestamptz not null,
    constraint certificate_pkey primary key (serial),
    constraint certificate_owner_key unique (kind, owner_id, generation),
    constraint certificate_kind_known check (kind in ('authority', 'agency', 'officer', 'party')),
    constraint certificate_generation_positive check (generation > 0),
    constraint certificate_holds check (valid_from <= valid_until)
);

-- What is published is asked for by whoever verifies.
create index certificate_published_idx on certificate (kind, issued_at);

create table hand_signature (
    -- Made by the client: a retry writes nothing twice.
    hand_signature_id uuid not null,
    case_id uuid not null,
    -- SM3 of the document as it was shown.
    document_sm3 bytea not null,
    -- The page, from 1; 0: the document as a whole.
    page integer not null,
    strokes_sm3 bytea not null,
    -- Who signed: officer or party, with the name in the certificate.
    signer_kind text collate "C" not null,
    signer_id text collate "C" not null,
    signer_name text not null,
    -- Who saw it; empty: nobody is named.
    witness text not null,
    signed_at timestamptz not null,
    -- The signature as it proves itself (docs/signatures.md).
    signature jsonb not null,
    constraint hand_signature_pkey primary key (hand_signature_id),
    constraint hand_signature_document_is_a_hash check (octet_length(document_sm3) = 32),
    constraint hand_signature_strokes_are_a_hash check (octet_length(strokes_sm3) = 32),
    constraint hand_signature_page_not_negative check (page >= 0),
    constraint hand_signature_kind_known check (signer_kind in ('officer', 'party'))
);

create index hand_signature_case_idx on hand_signature (case_id, document_sm3);
